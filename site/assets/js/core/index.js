/** The scoring engine: no DOM, clock, storage or network. Same results and messages as the Python package. */
export * from "./exact.js";
export { Bare, decode, parse, write } from "./jsontext.js";
export { readRules } from "./rules.js";
export { isBlank, readAnswer } from "./answers.js";
export { emptyAssessment, readAssessment, writeAssessment } from "./assessment.js";
export { itemScore, measured, reaches, score, thresholdScore } from "./scoring.js";
export { resultText } from "./result.js";
export { canMigrate, migrate, readMigrations, releaseNamed } from "./migrate.js";
