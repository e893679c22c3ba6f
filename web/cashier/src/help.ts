import type { Chapter } from "@tillpoints/ui";

export const chapters: readonly Chapter[] = [
  ["help_sale", ["help_sale_1", "help_sale_2", "help_sale_3", "help_sale_4"]],
  ["help_return", ["help_return_1", "help_return_2", "help_return_3"]],
  ["help_offline", ["help_offline_1", "help_offline_2"]],
  ["help_left", ["help_left_1", "help_left_2"]],
  ["help_shift", ["help_shift_1", "help_shift_2"]],
];
