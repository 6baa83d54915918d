#!/usr/bin/env python3
"""Each translation can be found: its context in the .ts file is the one the program asks for.

lupdate guesses contexts from the code around tr(); where a free tr() that asks for "feedscope" is called in a
class, or behind a macro, it guesses another. ui/language.cpp looks there, too, if it names that context.
  translations.py SOURCE_DIRECTORY
"""
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

root = pathlib.Path(sys.argv[1])
asked = {"feedscope"}
for folder in ("core", "app", "ui"):
    for file in root.glob(folder + "/**/*"):
        if file.suffix not in (".h", ".cpp"):
            continue
        text = file.read_text()
        asked.update(re.findall(r"Q_DECLARE_TR_FUNCTIONS\((\w+)\)", text))
        asked.update(re.findall(r'translate\(\s*"([^"]+)"', text))
        for name in re.findall(r"\bclass (\w+)[^;{]*\{\s*Q_OBJECT", text):
            asked.add("feedscope::" + name)
also = re.search(r"places\[\] = \{(.*?)\}", (root / "ui/language.cpp").read_text(), re.S).group(1)
asked.update(re.findall(r'"([^"]+)"', also))

failures = []
for language in ("en", "ru"):
    for context in xml.parse(root / f"resources/translations/feedscope_{language}.ts").getroot().iter("context"):
        name = context.findtext("name")
        if name not in asked:
            first = context.find("message").findtext("source")
            failures.append(f"{language}: nobody asks for the context {name} of “{first}”; name it in ui/language.cpp")
print("\n".join(failures) or f"{len(asked)} contexts, each asked for")
sys.exit(1 if failures else 0)
