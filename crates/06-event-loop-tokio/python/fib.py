"""Eight Fibonacci numbers block the loop; computed in threads, they don't.

Counterpart of src/fib.rs; source: A3, and the claims A0, A4 (tasks switch only
where they await). The threads share the GIL with the loop, which gets its
turns all the same.
"""

import asyncio
import sys

ticks = 0


async def run(n):
    ticker = asyncio.create_task(tick())
    while ticks == 0:
        await asyncio.sleep(0)

    before = ticks
    results = [(k, fib(n, k)) for k in range(1, 9)]
    ticked = ticks - before
    for k, result in results:
        print(f"fib({n}) x {k} = {result}")
    print(f"ticks while the loop computed: {ticked}")

    before = ticks
    jobs = [asyncio.to_thread(fib_and_a_tick, n, k) for k in range(1, 9)]
    await asyncio.gather(*jobs)
    ticked = "some" if ticks > before else "none"
    print(f"ticks while threads computed: {ticked}")
    ticker.cancel()


async def tick():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0.001)


def fib_and_a_tick(n, k):
    """Computes, again if need be, until the loop has ticked meanwhile.

    In the loop's own thread this would never end.
    """
    before = ticks
    while True:
        result = fib(n, k)
        if ticks > before:
            return result


def fib(n, k):
    """The naive recursion, for the sequence that starts with 0 and `k`."""
    if n == 0:
        return 0
    if n == 1:
        return k
    return fib(n - 1, k) + fib(n - 2, k)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if sys.argv[1:] else 30))
