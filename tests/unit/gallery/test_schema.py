"""The JSON Schema of profiles against a validator of its own (python3-jsonschema), and against the program:
what the one calls good or broken, the other must, too. Arguments: the program, the source folder."""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("python3-jsonschema is missing: nothing was tested")
    sys.exit(77)

program, source = sys.argv[1], pathlib.Path(sys.argv[2])
failures = []


def check(file):
    """What `profile check --json` says: its exit status and its mistakes."""
    run = subprocess.run([program, "profile", "check", "--json", str(file)], capture_output=True, text=True, timeout=120)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    return run.returncode, [line["error"] for line in lines if "error" in line]


printed = subprocess.run([program, "profile", "schema"], capture_output=True, text=True, timeout=120, check=True).stdout
schema = json.loads(printed)
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)

shipped = [f for f in sorted((source / "resources/profiles").glob("*.json")) if not f.name.endswith(".schema.json")]
fixtures = sorted((source / "tests/data/feeds").glob("*.json"))
if len(shipped) < 40 or len(fixtures) < 40:
    failures.append(f"only {len(shipped)} profiles and {len(fixtures)} fixtures were found")
for file in shipped + fixtures:
    for error in validator.iter_errors(json.loads(file.read_text())):
        failures.append(f"{file.name}: the schema refuses {error.json_path}: {error.message[:200]}")
    status, mistakes = check(file)
    if status != 0:
        failures.append(f"{file.name}: the program refuses it: {mistakes}")

broken = json.loads((source / "tests/data/broken_profiles.json").read_text())
with tempfile.TemporaryDirectory() as folder:
    for number, case in enumerate(broken):
        file = pathlib.Path(folder) / f"{number}.json"
        file.write_text(json.dumps(case["profile"], indent=1))
        if validator.is_valid(case["profile"]):
            failures.append(f"{case['why']}: the schema finds nothing wrong")
        status, mistakes = check(file)
        pointers = [mistake["pointer"] for mistake in mistakes]
        if status != 1 or case["at"] not in pointers:
            failures.append(f"{case['why']}: expected a mistake at {case['at']!r}, got status {status} and {pointers}")
        for mistake in mistakes:
            if mistake["line"] < 1 or mistake["column"] < 1 or not mistake["expected"]:
                failures.append(f"{case['why']}: the mistake does not say where and what: {mistake}")

for failure in failures:
    print("FAIL:", failure)
print(f"{len(shipped)} shipped profiles, {len(fixtures)} fixtures, {len(broken)} broken ones, {len(failures)} failures")
sys.exit(1 if failures else 0)
