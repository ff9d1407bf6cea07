// TypeScript types of every table, from the catalogue of a migrated database. kysely-codegen was left aside: it knows no
// check constraints, so that a state would be any string.
import type { Pool } from 'pg';

type Column = {
  readonly relation: string;
  readonly name: string;
  readonly type: string;
  readonly array: boolean;
  readonly required: boolean;
  readonly given: 'always' | 'default' | 'never';
  readonly checks: readonly string[];
};

const plain: Readonly<Record<string, string>> = {
  uuid: 'string',
  text: 'string',
  varchar: 'string',
  citext: 'string',
  date: 'string',
  numeric: 'string',
  inet: 'string',
  tsvector: 'string',
  interval: 'string',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  bool: 'boolean',
  bytea: 'Buffer',
};

const head = `// Written by scripts/dump-schema.ts from the migrated database; do not edit. Run "node scripts/dump-schema.ts" after a new migration.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';

/** Goes in as JSON text (an array given as a value would become a PostgreSQL array); comes out parsed, to be read with care. */
type Json = ColumnType<unknown, string, string>;
type JsonOrNull = ColumnType<unknown, string | null, string | null>;
type GeneratedJson = ColumnType<unknown, string | undefined, string>;
/** Goes in as a Date or as ISO 8601 text; comes out as a Date. */
type Time = ColumnType<Date, Date | string, Date | string>;
type TimeOrNull = ColumnType<Date | null, Date | string | null, Date | string | null>;
type GeneratedTime = ColumnType<Date, Date | string | undefined, Date | string>;
`;

export async function schemaTypes(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Column>(columnsQuery);
  const relations = [...new Set(rows.map((row) => row.relation))];
  const tables = relations.map((relation) => {
    const lines = rows.filter((row) => row.relation === relation).map((row) => `  ${quoteKey(row.name)}: ${columnType(row)};`);
    return `export type ${typeName(relation)} = {\n${lines.join('\n')}\n};\n`;
  });
  const schema = `export type Schema = {\n${relations.map((relation) => `  ${quoteKey(relation)}: ${typeName(relation)};`).join('\n')}\n};\n`;
  return dropUnused([head, ...tables, schema].join('\n'));
}

function columnType(column: Column): string {
  const inAndOut = { jsonb: 'Json', json: 'Json', timestamptz: 'Time' }[column.type];
  if (inAndOut !== undefined && !column.array) return column.required ? `${column.given === 'default' ? 'Generated' : ''}${inAndOut}` : `${inAndOut}OrNull`;
  const base = literals(column) ?? plain[column.type];
  if (base === undefined) throw new Error(`Column ${column.relation}.${column.name} has the type ${column.type}, which scripts/schema-types.ts does not know.`);
  const value = column.array ? (base.includes('|') ? `(${base})[]` : `${base}[]`) : base;
  const full = column.required ? value : `${value} | null`;
  if (column.given === 'always') return `GeneratedAlways<${full}>`;
  return column.given === 'default' && column.required ? `Generated<${full}>` : full;
}

/** "role in ('lead', 'agent')" as PostgreSQL prints it: ((role = ANY (ARRAY['lead'::text, 'agent'::text]))). */
function literals({ name, type, checks }: Column): string | null {
  if (type !== 'text') return null;
  for (const check of checks) {
    const [, column, list] = /^CHECK \(\(+"?(\w+)"? = ANY \(ARRAY\[(.*)\]\)\)+$/.exec(check) ?? [];
    if (column === name && list !== undefined) return list.split(', ').map((item) => item.replace(/::text$/, '')).join(' | ');
  }
  return null;
}

const typeName = (relation: string): string => relation.replaceAll(/(?:^|_)(\w)/g, (_all, letter: string) => letter.toUpperCase());
const quoteKey = (name: string): string => (/^[a-zA-Z_]\w*$/.test(name) ? name : `'${name}'`);

function dropUnused(text: string): string {
  const used = (name: string): boolean => (text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0) > 1;
  const imports = ['ColumnType', 'Generated', 'GeneratedAlways'].filter(used);
  return text
    .replace(/import type \{[^}]*\}/, `import type { ${imports.join(', ')} }`)
    .split('\n')
    .filter((line) => !/^type (\w+) = /.test(line) || used(/^type (\w+)/.exec(line)?.[1] ?? ''))
    .join('\n');
}

const columnsQuery = `
  SELECT relname AS relation, attname AS name, typcategory = 'A' AS array, attnotnull AS required,
         CASE WHEN typcategory = 'A' THEN (SELECT typname FROM pg_type item WHERE item.oid = pg_type.typelem) ELSE typname END AS type,
         CASE WHEN attgenerated <> '' OR attidentity = 'a' THEN 'always' WHEN atthasdef OR attidentity = 'd' THEN 'default' ELSE 'never' END AS given,
         ARRAY(SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'c' AND conkey = ARRAY[attnum] ORDER BY conname) AS checks
  FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid JOIN pg_type ON pg_type.oid = atttypid
  WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
  ORDER BY relname COLLATE "C", attnum`;
