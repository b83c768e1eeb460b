import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseUserTable } from '../../lib/text/user-table';

const needs = { file: 's.csv', keys: ['participant', 'file'], wanted: 'participant,score' };
const parsed = (text: string) => parseUserTable({ encoding: 'UTF-8', text }, needs);
/** Key and score of every row. */
const rows = (text: string) => {
  const table = parsed(text);
  const score = table.column('score') ?? '';
  return table.rows.map((row) => [row.text(table.key), row.number(score)]);
};
const expected = [['Ana', 4.5], ['Ian', 2]]; // prettier-ignore

describe('one table, as programs save it', () => {
  const ways: Record<string, string> = {
    plain: 'participant,score\nAna,4.5\nIan,2\n',
    'Excel in Germany': 'participant;score\nAna;4,5\nIan;2\n',
    'Excel with a line sep=': 'sep=;\nparticipant;score\nAna;4,5\nIan;2\n',
    'a line sep= in quotes': '"sep=,"\nparticipant,score\nAna,4.5\nIan,2\n',
    'tabs and a decimal comma': 'participant\tscore\nAna\t4,5\nIan\t2\n',
    bars: 'participant|score\nAna|4.5\nIan|2\n',
    'a decimal comma in quotes': 'participant,score\nAna,"4,5"\nIan,2\n',
    'empty rows and columns': 'participant,,score,,\n\nAna,,4.5,,\n,,,,\nIan,,2,,\n,,,,\n',
    'commas beyond the last column': 'participant,score\nAna,4.5,,\nIan,2,\n',
    'a column of row numbers': ',participant,score\n0,Ana,4.5\n1,Ian,2\n',
    'row numbers of R': '"participant","score"\n"1","Ana",4.5\n"2","Ian",2\n',
    'other names of columns': 'FILE,Score (1-7)\nAna,4.5\nIan,2\n',
    'columns in another order, with notes': 'score,Participant,\n4.5,Ana,late\n2,Ian,\n',
  };
  for (const [name, text] of Object.entries(ways)) test(name, () => assert.deepEqual(rows(text), expected));
});

test('what was repaired or left out is said', () => {
  assert.deepEqual(parsed('participant,score\nAna,4.5\n').remarks, []);
  assert.deepEqual(parsed('sep=;\n;participant;score;\n0;Ana;4,5;x\n').remarks, [
    'read as UTF-8, with ";" between columns',
    'the line sep= above the column names is ignored',
    'column 1 has no name and counts the rows: left out',
    'column 4 has no name: left out',
    'its numbers have decimal commas',
  ]);
});

describe('what cannot be read is named by file, line and column, with separator and encoding', () => {
  const cases: [string, RegExp][] = [
    [
      'Ratings of spring,\nparticipant,score\nAna,1\n',
      /^Error: s\.csv, line 1: "Ratings of spring" stands above the column names in line 2; delete line 1/,
    ],
    ['Ratings\n\n2026;\nparticipant;score\nAna;1\n', /line 1: "Ratings" .* in line 4; delete lines 1 to 3/],
    ['who,score\nAna,1\n', /s\.csv: no column participant; found who, score; .* as in participant,score/],
    ['', /s\.csv: no column participant; found none/],
    ['participant,score\n', /s\.csv: no rows below the column names/],
    ['participant,x,x\nAna,1,2\n', /line 1: column x is there twice/],
    ['participant,score,Score (1-7)\nAna,1,2\nB,C\n', /line 3, column score: found "C", expected a number/],
    ['participant,Score,SCORE\nAna,1,2\n', /columns Score and SCORE may both be score/],
    ['participant;score\nAna;"1\n', /line 2: a stray or unclosed double quote/],
    ['participant\tscore\nAna\t1,234\n', /line 2, column score: found "1,234", .* write a decimal point/],
  ];
  for (const [text, message] of cases) {
    test(message.source, () => {
      const whole = new RegExp(`${message.source}.* \\(read as UTF-8, .* between columns\\)$`);
      assert.throws(() => rows(text), whole);
    });
  }
});
