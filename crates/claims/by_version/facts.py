"""What of the claims depends on the version of Python, a line each.

It runs on Python 2.7 and on every 3.x. table.py runs it with each of them.
"""

from __future__ import print_function

import ast
import hashlib
import operator
import os
import sys
import sysconfig
import tempfile
import threading
import time
from functools import partial


def main():
    threading.stack_size(1 << 20)
    fact("C24 C28 C63", "`counter += 1` in threads", lost(plain))
    fact("C24 C63", "the same, with a call in between", lost(with_call))
    fact("C21", "a thread gives way after", interval())
    fact("C21", "`sys.setcheckinterval`", there(sys, "setcheckinterval"))
    fact("C27 C73", "beside `sha256` in C, another thread", beside_a_hash())
    fact("C69", "a generator that is sent values", generator())
    fact("C69 C53", "the newest of `asyncio`", asyncio_has())
    fact("C70", "`async = 1`", compiles("async = 1"))
    fact("C55", "`await` at the top level, by a flag", top_level_await())
    fact("C46 C78", "two sub-interpreters run", sub_interpreters())
    fact("C18", "this build", gil())


def fact(claims, name, value):
    print(claims, name, value, sep="\t")


counter = 0


def plain(times):
    global counter
    for _ in range(times):
        counter += 1


def with_call(times):
    global counter
    for _ in range(times):
        counter = one_more(counter)


def one_more(number):
    return number + 1


def lost(add):
    global counter
    if hasattr(sys, "setswitchinterval"):
        before, switch = sys.getswitchinterval(), sys.setswitchinterval
        switch(1e-6)
    else:
        before, switch = sys.getcheckinterval(), sys.setcheckinterval
    total = 0
    for _ in range(3):
        counter = 0
        in_threads([partial(add, 100000)] * 4)
        total += 400000 - counter
    switch(before)
    return "loses updates" if total else "loses none"


def in_threads(jobs):
    threads = [threading.Thread(target=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def interval():
    if hasattr(sys, "getswitchinterval"):
        return "%.0f ms" % (1000 * sys.getswitchinterval())
    return "%d ticks" % sys.getcheckinterval()


def there(module, name):
    return "is there" if hasattr(module, name) else "is gone"


def beside_a_hash():
    steps, done = [0], []

    def count():
        while not done:
            steps[0] += 1

    other = threading.Thread(target=count)
    other.start()
    while not steps[0]:
        time.sleep(0)
    # One call of C, in which no Python code runs: see c_call.py.
    read = partial(list, steps)
    calls = [read, partial(hashlib.sha256, bytes(b"x" * 50000000)), read]
    before, _, after = list(map(operator.methodcaller("__call__"), calls))
    done.append(True)
    other.join()
    return "goes on" if after[0] > before[0] else "stands still"


def generator():
    def pauses():
        received = yield
        yield received

    paused = pauses()
    next(paused)
    return "runs" if paused.send(1) == 1 else "does not"


def asyncio_has():
    try:
        import asyncio
    except ImportError:
        return "none"
    for name in ["TaskGroup", "run"]:
        if hasattr(asyncio, name):
            return name
    return "the loop"


def compiles(source):
    try:
        compile(source, "fact", "exec")
    except SyntaxError:
        return "SyntaxError"
    return "compiles"


def top_level_await():
    flag = getattr(ast, "PyCF_ALLOW_TOP_LEVEL_AWAIT", None)
    if flag is None:
        return "SyntaxError"
    compile("await x", "fact", "exec", flag)
    return "compiles"


# The ball of hand_offs.py, in a file that two interpreters have mapped.
PLAY = """
import mmap, os
os.sched_setaffinity(0, [{core}])
file = os.open({path!r}, os.O_RDWR)
shared = mmap.mmap(file, 3)
longest = 0
for turn in range(200):
    rally = look = 0
    while look < 20000 and rally < 200:
        look += 1
        if shared[0] == {me}:
            shared[0] = 1 - {me}
            rally, look = rally + 1, 0
    longest = max(longest, rally)
    if longest == 200:
        break
    os.sched_yield()
shared[1 + {me}] = longest
shared.close()
os.close(file)
"""


def sub_interpreters():
    try:
        try:
            import _interpreters as module
        except ImportError:
            import _xxsubinterpreters as module
    except ImportError:
        return "no module for it"
    with tempfile.NamedTemporaryFile() as file:
        file.write(bytes(3))
        file.flush()
        jobs = []
        for me, core in enumerate(sorted(os.sched_getaffinity(0))[:2]):
            source = PLAY.format(me=me, core=core, path=file.name)
            jobs.append(partial(module.run_string, module.create(), source))
        in_threads(jobs)
        file.seek(1)
        rally = max(bytearray(file.read(2)))
    return "side by side" if rally > 100 else "in turns"


def gil():
    without = sysconfig.get_config_var("Py_GIL_DISABLED")
    return "has no GIL" if without else "has a GIL"


if __name__ == "__main__":
    main()
