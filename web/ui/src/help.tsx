import { t, type TextKey } from "./i18n";

/** A heading and its steps. */
export type Chapter = readonly [TextKey, readonly TextKey[]];

export function Help(properties: { chapters: readonly Chapter[] }) {
  return (
    <section class="card help" aria-label={t("tab_help")}>
      {properties.chapters.map(([heading, steps]) => (
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
