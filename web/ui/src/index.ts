export * from "./api";
export * from "./controls";
export * from "./errors";
export * from "./frame";
export * from "./i18n";
export * from "./money";
export * from "./signin";
export * from "./stream";
export type * from "./generated/api";
