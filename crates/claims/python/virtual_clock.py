"""An event loop whose clock jumps to the next deadline when all tasks wait.

What tokio does with `start_paused`. The time is exact on any machine.
"""

import asyncio
import selectors


def run(main):
    with asyncio.Runner(loop_factory=new_loop) as runner:
        return runner.run(main)


def new_loop():
    selector = Jump()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now
    return loop


class Jump(selectors.DefaultSelector):
    now = 0

    def select(self, timeout=None):
        # How long the loop could sleep: until its next deadline.
        self.now += timeout or 0
        return super().select(0)
