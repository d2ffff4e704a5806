"""C programs against the header and the library of this build."""

import subprocess

from program import ROOT

HEADER = ROOT / "Sources" / "CSysWSS"
LIBRARIES = ROOT / ".build" / "debug"
PROGRAMS = ROOT / "Tests" / "EndToEnd" / "sys_wss"
EXAMPLES = ROOT / "Sources" / "Examples"
STRICT = ["-Wall", "-Wextra", "-Werror", f"-I{HEADER}"]


def compile_c(output, *sources, standard="c17", options=()):
    """Compiles and links; the compiler's own words where it refuses."""
    link = [] if "-c" in options else [
        f"-L{LIBRARIES}", f"-Wl,-rpath,{LIBRARIES}", "-lSysWSSShared", "-pthread"]
    command = ["cc", f"-std={standard}", *STRICT, *options, *map(str, sources), "-o", str(output)]
    done = subprocess.run([*command, *link], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return output
