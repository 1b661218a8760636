// Reads {phrasings: [{text, topic}], questions: [text], rounds} as JSON on standard input; prints on its last line
// {topics: [topic], seconds: [each answer's], cpuSeconds: [each answer's], peakMiB}. Exit code 3 where no package of nlp.js is installed.
"use strict";

const fs = require("fs");

const NOT_INSTALLED = 3;
const OUTSIDE = "out_of_scope"; // what nlp.js answers with where it recognises nothing

async function manager() {
  try {
    const { dockStart } = require("@nlpjs/basic");
    const { LangKo } = require("@nlpjs/lang-ko");
    const dock = await dockStart({ use: ["Basic"], settings: { nlp: { autoSave: false, log: false } } });
    const nlp = dock.get("nlp");
    dock.getContainer().use(LangKo);
    nlp.addLanguage("ko");
    return nlp;
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
  }
  try {
    const { NlpManager } = require("node-nlp");
    return new NlpManager({ languages: ["ko"], autoSave: false, nlu: { log: false } });
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    process.exit(NOT_INSTALLED);
  }
}

function peakMiB() {
  try {
    // not resourceUsage().maxRSS: there a child begins with the memory of the process that started it
    return Number(/^VmHWM:\s+(\d+)/m.exec(fs.readFileSync("/proc/self/status", "utf8"))[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}

async function main() {
  const nlp = await manager();
  const { phrasings, questions, rounds } = JSON.parse(fs.readFileSync(0, "utf8"));
  for (const { text, topic } of phrasings) nlp.addDocument("ko", text, topic);
  await nlp.train();
  await nlp.process("ko", phrasings[0].text);
  const topics = [];
  const seconds = [];
  const cpuSeconds = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let at = 0; at < questions.length; at += 1) {
      const begun = process.cpuUsage();
      const before = process.hrtime.bigint();
      const { intent } = await nlp.process("ko", questions[at]);
      seconds.push(Number(process.hrtime.bigint() - before) / 1e9);
      const { user, system } = process.cpuUsage(begun);
      cpuSeconds.push((user + system) / 1e6);
      topics[at] = intent === "None" ? OUTSIDE : intent;
    }
  }
  process.stdout.write(`\n${JSON.stringify({ topics, seconds, cpuSeconds, peakMiB: peakMiB() })}\n`);
}

main();
