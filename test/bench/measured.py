# Runs a command to its end and prints, as the last line of stderr, what it cost: seconds of wall clock and CPU, KiB at most.
import json, os, resource, subprocess, sys, time
started = time.monotonic()
code = subprocess.call(sys.argv[1:])
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
cost = {"code": code, "wallS": time.monotonic() - started, "cpuS": usage.ru_utime + usage.ru_stime, "maxRssKiB": usage.ru_maxrss}
sys.stderr.write("\n" + json.dumps(cost) + "\n")
sys.exit(code)
