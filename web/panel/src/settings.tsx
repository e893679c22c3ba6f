import { Banner, t, Waiting, word, type SettingList } from "@tillpoints/ui";
import { useAsked } from "./asked";

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function SettingsView(properties: { terminal: string }) {
  const { answer, problem } = useAsked<SettingList>("settings", properties.terminal, 0);
  if (!answer) return problem ? <Banner kind="wrong">{problem}</Banner> : <Waiting />;
  return (
    <section class="card" aria-label={t("tab_settings")}>
      <p class="dim">{t("settings_note")}</p>
      <div class="scroll" tabIndex={0}>
        <table id="settings" class="stacks">
          <thead>
            <tr>
              <th>{t("setting")}</th>
              <th>{t("value")}</th>
              <th>{t("from")}</th>
            </tr>
          </thead>
          <tbody>
            {answer.settings.map((each) => (
              <tr key={each.name}>
                <td class="whole">{each.name}</td>
                <td class="value">{shown(each.value)}</td>
                <td class="from">{word("from", each.from, each.from)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
