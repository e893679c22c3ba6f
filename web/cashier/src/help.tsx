import { t, type TextKey } from "@tillpoints/ui";

const chapters: ReadonlyArray<[TextKey, TextKey[]]> = [
  ["help_sale", ["help_sale_1", "help_sale_2", "help_sale_3", "help_sale_4"]],
  ["help_return", ["help_return_1", "help_return_2", "help_return_3"]],
  ["help_offline", ["help_offline_1", "help_offline_2"]],
  ["help_left", ["help_left_1", "help_left_2"]],
  ["help_shift", ["help_shift_1", "help_shift_2"]],
];

export function Help() {
  return (
    <section class="card help" aria-label={t("tab_help")}>
      {chapters.map(([heading, steps]) => (
        <div key={heading}>
          <h2>{t(heading)}</h2>
          <ol>
            {steps.map((step) => (
              <li key={step}>{t(step)}</li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
