"""`make scale`: so many connections at once, on one machine, with their keep-alive running.

usage: scale.py WSCOPE DRIVER [COUNT]
"""

import json
import re
import resource
import subprocess
import sys
from pathlib import Path

import measure
import peers as known

# Beside the connections: listeners, the loop's own, standard streams.
OWN = 200
# Of server and kernel together, as measured; what a machine without room would find out late.
BYTES_EACH = 24_000


def room(count):
    """So many connections as this machine allows, and a word for each thing that is too small."""
    words = []
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard < count + OWN:
        words.append(
            f"{count} connections need as many descriptors in one process, {hard} are allowed: "
            f"raise the hard limit to {count + OWN}, by `ulimit -Hn` as root, nofile in "
            "limits.conf, LimitNOFILE of a unit or --ulimit of a container")
        count = hard - OWN
    low, high = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())
    each = max(1, min(16_000, (high - low) // 2))
    if count > each * 65_000:
        words.append(f"ports {low} to {high} are too few: widen net.ipv4.ip_local_port_range")
        count = each * 65_000
    free = int(re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text()).group(1))
    if free * 1024 < count * BYTES_EACH:
        words.append(f"{count} connections need some {count * BYTES_EACH >> 20} MiB, "
                     f"{free >> 10} are free")
        count = free * 1024 // BYTES_EACH
    return count, each, words


class Wide(known.Wscope):
    """Room for all, and an application that tells everybody."""

    def __init__(self, program, count, *options):
        super().__init__("wscope", [
            program, "serve", "--app", "broadcast", "--events", "none", "--quiet", "--slots", count,
            *options])
        self.options = []


def kernel_memory():
    """Bytes that the kernel holds for sockets and their epoll entries."""
    text = Path("/proc/meminfo").read_text()
    return 1024 * sum(int(n) for n in re.findall(r"(?:Slab|KernelStack):\s+(\d+)", text))


def empty_server(wscope, count, log):
    """Bytes of a server that nobody has come to."""
    with measure.Server(Wide(wscope, count), None, False, log) as server:
        return server.memory()


def hold(program, wide, count, each, log, *asked):
    """Has so many clients there and asks for this and that."""
    with measure.Server(wide, None, False, log) as server:
        empty, kernel = server.memory(), kernel_memory()
        words = f"hold -n {count} -c 256 -a {each} -s 125"
        with measure.Load(program, words, server) as load:
            opened = load.answer()
            answers = [load.ask("rest 1")] + [load.ask(line) for line in asked]
            return (opened, (server.memory() - empty) / count,
                    (kernel_memory() - kernel) / count, answers[1:])


def engine_alone(driver, count):
    done = subprocess.run(
        [driver, "scale", str(count)], capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        raise measure.Failed(done.stderr.strip()[-120:])
    return json.loads(done.stdout)


def main():
    wscope, driver = (Path(word).resolve() for word in sys.argv[1:3])
    wanted = int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
    count, each, words = room(wanted)
    for word in words:
        print(f"scale: {word}")
    if count != wanted:
        print(f"scale: {count} connections instead of {wanted}; the engine alone with {wanted}")
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    known.FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        program = known.load()
    except known.Missing as why:
        raise SystemExit(f"scale: {why}")
    quiet = ("--ping-interval", "0", "--idle-timeout", "0")
    with open(known.FOLDER / "scale.log", "w") as log:
        slot = (empty_server(wscope, wanted, log) - empty_server(wscope, 1, log)) / wanted
        print("scale: at rest and a broadcast", flush=True)
        opened, memory, kernel, (rest, *told) = hold(
            program, Wide(wscope, wanted, *quiet), count, each, log, "rest 10", "broadcast",
            "broadcast", "broadcast")
        print("scale: keep-alive, a ping each 20 s", flush=True)
        _, _, _, (alive,) = hold(program, Wide(wscope, wanted), count, each, log, "rest 30")
    print("scale: the engine alone", flush=True)
    alone = [engine_alone(driver, number) for number in sorted({count, wanted, 10 * wanted})]

    broadcast = sorted(told, key=lambda one: one["ms"])[1]
    rows = [
        ("opened", f"{opened['opened']} in {opened['seconds']:.1f} s"),
        ("memory of the server", f"{slot:.0f} B a slot and {memory:.0f} B more when it is taken"),
        ("memory of the kernel", f"{kernel:.0f} B each, both ends"),
        ("CPU at rest", f"{100 * rest['server_cpu']:.2f} % of a core"),
        ("CPU with keep-alive", f"{100 * alive['server_cpu']:.2f} % of a core, "
         f"{alive['pings'] / alive['seconds']:.0f} pings a second"),
        ("a broadcast to all", f"{broadcast['ms']:.1f} ms until the last has it, "
         f"{broadcast['server_ms']:.1f} ms of CPU"),
    ]
    rows += [
        (f"engine alone, {one['connections']:.0f}",
         f"{one['bytes_per_connection']:.0f} B each, tick {one['tick_us']:.0f} µs, with pings "
         f"{one['keepalive_tick_us']:.0f} µs, broadcast {one['broadcast_ms']:.1f} ms")
        for one in alone]
    for name, text in rows:
        print(f"  {name:<24} {text}")
    figures = {"connections": count, "wanted": wanted, "slot_bytes": slot, "bytes": memory,
               "kernel_bytes": kernel,
               "rest": rest, "alive": alive, "broadcasts": told, "engine": alone}
    (known.FOLDER / "scale.json").write_text(json.dumps(figures, indent=1) + "\n")
    is_well = all(one["reached"] == one["wanted"] for one in told)
    print(f"scale: {count} connections: "
          + ("ok" if is_well else "A BROADCAST DID NOT REACH ALL") + "; .build/bench/scale.json")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.exit(main())
