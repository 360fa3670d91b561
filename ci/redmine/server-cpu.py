#!/usr/bin/env python3
"""User and system time of a server's process for each request, in milliseconds.

    server-cpu.py PID http://127.0.0.1:3000 TIMES PATH...

Each path is asked for TIMES times after TIMES / 10 that are not counted.
"""
import os
import sys
import urllib.request


def used(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    pid, base, times = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    for path in sys.argv[4:]:
        def ask(count: int) -> None:
            for _ in range(count):
                urllib.request.urlopen(base + path).read()

        ask(times // 10)
        before = used(pid)
        ask(times)
        print(f"{(used(pid) - before) / times:8.2f}  {path}")
    with open(f"/proc/{pid}/status") as status:
        print(next(line for line in status if line.startswith("VmRSS")).strip())


main()
