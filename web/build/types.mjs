// Writes the types of what the daemon is told and tells, from protocol/sidecar-openapi.json. The file it writes is no part
// of the repository: every build makes it anew, so it cannot drift from the description.
//
//     node build/types.mjs [DESCRIPTION] [OUTPUT]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const here = new URL("..", import.meta.url);
const description = process.argv[2] ?? fileURLToPath(new URL("../protocol/sidecar-openapi.json", here));
const output = process.argv[3] ?? fileURLToPath(new URL("ui/src/generated/api.ts", here));

function scalar(schema) {
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  switch (schema.type) {
    case "string":
      return "string";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return "unknown";
  }
}

function bare(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.oneOf) return schema.oneOf.map(typeOf).join(" | ");
  if (schema.allOf) return schema.allOf.map(typeOf).join(" & ");
  if (schema.type === "array") return `Array<${typeOf(schema.items)}>`;
  if (schema.type !== "object") return scalar(schema);
  if (!schema.properties)
    return `Record<string, ${typeof schema.additionalProperties === "object" ? typeOf(schema.additionalProperties) : "unknown"}>`;
  const required = new Set(schema.required ?? []);
  const members = Object.entries(schema.properties).map(
    ([name, member]) => `${JSON.stringify(name)}${required.has(name) ? "" : "?"}: ${typeOf(member)}`,
  );
  return `{ ${members.join("; ")} }`;
}

function typeOf(schema) {
  return schema.nullable ? `(${bare(schema)}) | null` : bare(schema);
}

const { components } = JSON.parse(readFileSync(description, "utf8"));
const lines = ["// Made by build/types.mjs from protocol/sidecar-openapi.json."];
for (const [name, schema] of Object.entries(components.schemas)) lines.push(`export type ${name} = ${typeOf(schema)};`);
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, lines.join("\n") + "\n");
