#pragma once

// Curses for Swift: what is a macro, a variadic or `stdscr` as a function.

#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <langinfo.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

// <term.h> defines macros with names such as `buttons`; these few are declared by hand instead.
extern char *tigetstr(const char *);
extern int tigetnum(const char *);
extern int setupterm(const char *, int, int *);
extern int putp(const char *);
typedef struct term TERMINAL;
extern TERMINAL *cur_term;
extern int del_curterm(TERMINAL *);
// <wchar.h> declares it for X/Open sources only, which a module cannot ask to be.
extern int wcwidth(wchar_t);

/// Codes of our own, above all that curses defines by itself.
enum {
    canvas_key_paste = KEY_MAX + 0x1000,
};

/// The locale of characters is taken from the environment; true when it is UTF-8.
static inline bool canvas_set_locale(void) {
    setlocale(LC_CTYPE, "");
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/// 1 when terminfo knows `TERM`, 0 when not, -1 when there is no terminfo. Unlike `initscr`,
/// which would end the process.
static inline int canvas_find_terminal(int output) {
    int found = 0;
    setupterm(NULL, output, &found);
    return found;
}

static inline void canvas_forget_terminal(void) {
    if (cur_term) del_curterm(cur_term);
}

/// A capability of the terminal with its padding left out, NULL-terminated; its length, or -1.
static inline int canvas_capability(const char *name, char *buffer, int size) {
    const char *text = tigetstr(name);
    if (text == NULL || text == (const char *)-1) return -1;
    int count = 0;
    while (*text && count < size - 1) {
        const char *end = text[0] == '$' && text[1] == '<' ? strchr(text, '>') : NULL;
        if (end) {
            text = end + 1;
        } else {
            buffer[count++] = *text++;
        }
    }
    buffer[count] = 0;
    return count;
}

/// Takes the terminal over: no echo, keys at once, no blocking read, default colours.
///
/// On a stream of its own, which lives as long as the process: what others print on stdout is
/// theirs.
static inline SCREEN *canvas_open(int output) {
    const int descriptor = fcntl(output, F_DUPFD_CLOEXEC, 3);
    FILE *stream = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (stream == NULL) {
        if (descriptor >= 0) close(descriptor);
        return NULL;
    }
    SCREEN *screen = newterm(NULL, stream, stdin);
    if (screen == NULL) {
        fclose(stream);
        return NULL;
    }
    set_term(screen);
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    meta(stdscr, TRUE);
    // A frame is written whole even while keys come in.
    typeahead(-1);
    if (has_colors()) {
        start_color();
        use_default_colors();
    }
    define_key("\033[200~", canvas_key_paste);
    return screen;
}

static inline void canvas_enable_mouse(void) {
    mouseinterval(0);
    mousemask(
        BUTTON1_PRESSED | BUTTON1_RELEASED | BUTTON2_PRESSED | BUTTON2_RELEASED | BUTTON3_PRESSED
            | BUTTON3_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED,
        NULL);
}

/// A byte, a curses key code, or ERR when there is nothing.
static inline int canvas_read(void) { return wgetch(stdscr); }

static inline int canvas_function_key(int number) { return KEY_F(number); }

/// One of the events behind KEY_MOUSE, the last first: its button, 1 to 5, 4 and 5 being the
/// wheel, 0 for one of no meaning here, or -1 when there is none left.
static inline int canvas_mouse(int *x, int *y, bool *released) {
    MEVENT event;
    if (getmouse(&event) != OK) return -1;
    *x = event.x;
    *y = event.y;
    const mmask_t pressed[] = {BUTTON1_PRESSED, BUTTON2_PRESSED, BUTTON3_PRESSED,
                               BUTTON4_PRESSED, BUTTON5_PRESSED};
    const mmask_t let_go[] = {BUTTON1_RELEASED, BUTTON2_RELEASED, BUTTON3_RELEASED};
    for (int button = 0; button < 5; button++) {
        *released = button < 3 && (event.bstate & let_go[button]);
        if (*released || (event.bstate & pressed[button])) return button + 1;
    }
    return 0;
}

static inline attr_t canvas_attributes(bool bold, bool dim, bool underline, bool reverse,
                                       bool italic) {
    return (bold ? A_BOLD : 0) | (dim ? A_DIM : 0) | (underline ? A_UNDERLINE : 0)
        | (reverse ? A_REVERSE : 0) | (italic ? A_ITALIC : 0);
}

/// One cell of curses; false when the C library would not show `text` in one cell.
static inline bool canvas_make_cell(cchar_t *cell, const wchar_t *text, attr_t attributes,
                                    int pair) {
    return setcchar(cell, text, attributes, 0, &pair) == OK;
}

/// The columns the C library, and so curses, gives to a character; -1 for none.
static inline int canvas_width(wchar_t character) { return wcwidth(character); }

static inline void canvas_put(int y, int x, const cchar_t *cells, int count) {
    mvwadd_wchnstr(stdscr, y, x, cells, count);
}

/// The size the kernel knows; false when it knows none.
static inline bool canvas_size(int output, int *columns, int *rows) {
    struct winsize size;
    if (ioctl(output, TIOCGWINSZ, &size) != 0) return false;
    *columns = size.ws_col;
    *rows = size.ws_row;
    return size.ws_col > 0 && size.ws_row > 0;
}

static inline void canvas_resize(int columns, int rows) { resize_term(rows, columns); }
static inline int canvas_columns(void) { return getmaxx(stdscr); }
static inline int canvas_rows(void) { return getmaxy(stdscr); }
static inline void canvas_move(int y, int x) { wmove(stdscr, y, x); }
static inline void canvas_erase(void) { werase(stdscr); }
static inline void canvas_refresh(void) { wrefresh(stdscr); }

/// The next refresh writes every cell, whatever curses believes is on the screen.
static inline void canvas_distrust(void) { clearok(curscr, TRUE); }

static inline int canvas_colour_count(void) { return COLORS; }
static inline int canvas_pair_count(void) { return COLOR_PAIRS; }
