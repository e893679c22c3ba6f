import { Banner, Button, Field, points, t } from "@tillpoints/ui";
import { useEffect, useState } from "preact/hooks";
import type { CurrentSale } from "./sale";
import type { Offer } from "./sale-state";

/** Whole seconds until then, counted down. */
function useSecondsUntil(until: number): number {
  const left = () => Math.max(0, Math.ceil((until - Date.now()) / 1000));
  const [seconds, setSeconds] = useState(left);
  useEffect(() => {
    setSeconds(left());
    const timer = setInterval(() => setSeconds(left()), 1000);
    return () => clearInterval(timer);
  }, [until]);
  return seconds;
}

/** The till waits for the customer, who says a PIN or a code before the points are taken. The receipt can go on without them at any time. */
export function Confirmation(properties: { current: CurrentSale; offer: Offer }) {
  const { current, offer } = properties;
  const { asking } = offer;
  const [secret, setSecret] = useState("");
  const seconds = useSecondsUntil(asking?.until ?? 0);
  const enter = () => {
    if (secret.trim() === "") return;
    current.enterSecret(secret.trim());
    setSecret("");
  };
  return (
    <form
      class="confirmation"
      id="confirmation"
      onSubmit={(event) => {
        event.preventDefault();
        enter();
      }}
    >
      <p>{t("confirm_points", { points: points(offer.reply.granted ?? 0) })}</p>
      {asking && (
        <Banner kind="info" id="waiting-for-customer">
          {asking.text} {seconds > 0 ? t("confirm_seconds", { seconds }) : t("confirm_over")}
        </Banner>
      )}
      {asking && (
        <div class="row typed">
          <Field
            id="secret"
            label={asking.by === "pin" ? t("confirm_pin") : t("confirm_code")}
            value={secret}
            type="password"
            mode="numeric"
            complete="one-time-code"
            most={16}
            onInput={setSecret}
            problem={current.problemAt === "points" ? current.problem || undefined : undefined}
          />
          <Button id="enter-secret" kind="main" submits disabled={current.busy || secret.trim() === ""}>
            {t("confirm_enter")}
          </Button>
        </div>
      )}
      {!asking && current.problemAt === "points" && current.problem !== "" && (
        <Banner kind="wrong" id="confirmation-problem">
          {current.problem}
        </Banner>
      )}
      <div class="row">
        {!asking && (
          <Button id="ask-customer" kind="main" disabled={current.busy} onClick={() => current.askCustomer(false)}>
            {t("confirm_ask")}
          </Button>
        )}
        {asking && (
          <Button id="send-code" disabled={current.busy} onClick={() => current.askCustomer(true)}>
            {asking.by === "pin" ? t("confirm_send_code") : t("confirm_send_again")}
          </Button>
        )}
        <Button id="no-points" disabled={current.busy} onClick={() => current.askPoints("none")}>
          {t("points_without")}
        </Button>
      </div>
    </form>
  );
}
