"""Make every counterpart write its output line by line, as in a terminal.

The checks read from a pipe, and there Python keeps lines back until it exits:
the lines of several processes come out of order, and a line that was still in
the buffer at a fork comes out twice. PYTHONUNBUFFERED is no cure: it writes a
line and its end separately, and two threads' lines get glued together.
"""

import sys

sys.stdout.reconfigure(line_buffering=True)
