"""What the scripts of this folder share: making dossiers, judging them, comparing with what the
generator predicts."""
import collections
import csv
import json
import re
import subprocess
import sys


def generate(generator, folder, count, *options):
    """Makes dossiers; returns what is predicted of them."""
    prediction = folder.parent / (folder.name + ".json")
    subprocess.run([generator, folder, str(count), "--predict", prediction, *options], check=True)
    return json.loads(prediction.read_text())


def check(guiju, *arguments, command="check"):
    """Runs `guiju check`; what it wrote, once it has run as it should."""
    process = subprocess.run([guiju, command, "--lang", "en", *arguments], capture_output=True)
    if process.returncode not in (0, 1) or process.stderr:
        sys.exit(f"exit code {process.returncode}\n{process.stderr.decode()}")
    return process.stdout


def judge(guiju, folder, *options, shards=None):
    """What guiju makes of the dossiers by its table and its closing line, in the words of the
    prediction; and both of these as they are. `shards`: of so many shards, merged last first."""
    table = folder.parent / (folder.name + ".csv")
    report = ["--quiet", "--output", f"csv={table}"]
    if shards is None:
        closing = check(guiju, folder, *report, *options)
    else:
        files = [folder.parent / f"{folder.name}.{k}.shard" for k in range(1, shards + 1)]
        for k, file in enumerate(files, 1):
            check(guiju, folder, "--quiet", "--shard", f"{k}/{shards}", "--partial", file, *options)
        closing = check(guiju, *report, *reversed(files), command="merge")
    found = collections.Counter()
    with open(table, encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["type"] != "to judge":
                found[f"{row['id']} {row['outcome']}".strip()] += 1
    got = {"found": found}
    patterns = {"dossiers": r"(\d+) dossiers?,", "unreadable": r"(\d+) files? not "}
    for name, words in patterns.items():
        number = re.search(words, closing.decode())
        got[name] = int(number[1]) if number else 0
    return got, (closing, table.read_bytes())


def judge_json(guiju, folder):
    """The same by the JSON report, which tells the files as well."""
    report = json.loads(check(guiju, folder, "--format", "json"))
    found = collections.Counter(f"{f['rule']} {f['outcome']}" for f in report["findings"])
    found.update(d["id"] for d in report["diagnostics"])
    return {"files": report["files"]["looked_at"], "unreadable": report["files"]["unreadable"],
            "dossiers": report["totals"]["dossiers"], "found": found}


def differences(predicted, got):
    """What of `got` is not as predicted, a line each."""
    if not predicted["found"]:
        return ["nothing was predicted"]
    lines = [f"{name}: predicted {predicted[name]}, got {value}"
             for name, value in got.items() if name != "found" and predicted[name] != value]
    for name in sorted({*predicted["found"], *got["found"]}):
        expected, value = predicted["found"].get(name, 0), got["found"].get(name, 0)
        if expected != value:
            lines.append(f"{name}: predicted {expected}, got {value}")
    return lines
