import type { Chapter } from "@tillpoints/ui";

export const chapters: readonly Chapter[] = [
  ["help_sale", ["help_sale_1", "help_sale_2", "help_sale_3", "help_sale_4", "help_sale_keys", "help_sale_cancel", "help_sale_print"]],
  ["help_customer", ["help_customer_phone", "help_customer_code", "help_customer_new", "help_customer_change", "help_customer_points"]],
  ["help_goods", ["help_goods_lines", "help_goods_unspendable", "help_goods_excluded"]],
  ["help_return", ["help_return_1", "help_return_2", "help_return_3", "help_return_undo"]],
  ["help_offline", ["help_offline_1", "help_offline_2", "help_offline_sent"]],
  ["help_left", ["help_left_1", "help_left_2"]],
  ["help_shift", ["help_shift_1", "help_shift_2", "help_shift_day", "help_shift_parked", "help_shift_pin"]],
];
