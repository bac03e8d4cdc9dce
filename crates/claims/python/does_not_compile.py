"""What Python says about the same ways to get async code wrong, and two more.

Counterpart of src/does_not_compile.rs; source: A0 and A4. Each is compiled, and
run if that was possible.
"""

import argparse
import asyncio
import warnings

HELLO = "async def hello():\n    return 'hello'\n"

PORTS = {
    "await_outside": HELLO + "def main():\n    return await hello()\n",
    "await_twice": HELLO + """
async def main():
    greeting = hello()
    return await greeting, await greeting
""",
    "never_awaited": HELLO + "async def main():\n    hello()\n",
    "async_as_a_name": "async = 1\n",
    "await_as_a_name": "await = 1\n",
}


def run():
    warnings.simplefilter("error")
    for name, source in PORTS.items():
        print(f"{name}: {outcome(source)}")


def outcome(source):
    try:
        code = compile(source, "port", "exec")
    except SyntaxError:
        return "SyntaxError, when it is compiled"
    names = {}
    exec(code, names)
    try:
        asyncio.run(names["main"]())
    except RuntimeError:
        return "RuntimeError, when it runs"
    return "no error, perhaps a warning when it runs"


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    run()
