"""Plugins for `--app`, compiled from C while the tests run."""

import subprocess
from pathlib import Path

HEADERS = Path(__file__).resolve().parents[2] / "Sources" / "CSysWSS"

# Prints what it is told of, and sends texts back.
CALLBACK = """
#include <stdio.h>
#include "sys_wss.h"

static void on_event(SYS_WSS_EVENTS event, void *data, int32_t client, void *cookie) {
    SYS_WSS_RXDATA *received = data;
    (void)cookie;
    printf("client %d: event %d\\r\\n", client, event);
    if (event == SYS_WSS_EVENT_CLIENT_TXT_DATA_RX) {
        printf("it says %.*s\\n", (int)received->datalen, (char *)received->data);
        SYS_WSS_sendMessage(
            1, SYS_WSS_FRAME_TEXT, received->data, (size_t)received->datalen, client);
    }
}

void APP_Initialize(void) {
    printf("the app begins\\n");
    SYS_WSS_register_callback(on_event, NULL);
}
"""


def compile_plugin(folder, source, name="callback.so", *, prelude=""):
    """A shared object of C source; the path of it."""
    code = folder / (name.split(".")[0] + ".c")
    code.write_text(prelude + source)
    output = folder / name
    subprocess.run(
        ["cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", f"-I{HEADERS}",
         "-D_GNU_SOURCE", "-o", output, code, "-pthread"], check=True)
    return output
