import { Banner, Button, dateTime, Dialog, locale, money, points } from "@tillpoints/ui";
import { useState } from "preact/hooks";
import type { CardData, CardSession, Certificate } from "./model";
import { QrPicture } from "./qr";
import type { LivingCode } from "./shown-code";
import { percent, text } from "./texts";
import { WalletSection } from "./wallet-section";

export function day(iso: string): string {
  return new Date(iso).toLocaleDateString(locale(), { day: "numeric", month: "long", year: "numeric" });
}

function Code(properties: { card: CardData; code: LivingCode | null; offline: boolean; at: string }) {
  const { card, code, offline } = properties;
  if (card.blocked)
    return (
      <Banner kind="wrong" id="blocked">
        {text("blocked")}
      </Banner>
    );
  if (offline)
    return (
      <>
        <Banner kind="warning" id="offline">
          {text("offline_title")}. {text("offline_card")} {text("offline_as_of", { time: dateTime(properties.at) })}
        </Banner>
        <QrPicture code={card.card.qr} label={card.card.code} id="qr" />
        <p class="digits static" id="static-code">
          {card.card.code}
        </p>
      </>
    );
  if (!code) return <p class="waiting">{text("code_soon")}</p>;
  const minutes = Math.max(0, Math.floor((code.until - Date.now()) / 60_000));
  return (
    <>
      <p class="dim">{text("show_at_till")}</p>
      <QrPicture code={code.qr} label={code.code} id="qr" />
      <p class="digits" id="code" data-code={code.code}>
        {code.code.slice(0, 3)} {code.code.slice(3)}
      </p>
      <p class="dim" id="code-life">
        {text("code_valid", { minutes })}
      </p>
    </>
  );
}

function Level(properties: { card: CardData; currency: string }) {
  const { tier, next, spent } = properties.card;
  const rate = (each: { rate: number; discount: boolean }) =>
    text(each.discount ? "discount" : "cashback", { percent: percent(each.rate) });
  return (
    <section class="card" aria-labelledby="level">
      <div class="row between">
        <h2 id="level">
          {text("tier")}: {tier.name}
        </h2>
        <span class="pill good">{rate(tier)}</span>
      </div>
      {next ? (
        <>
          {next.spend_from !== undefined && next.spend !== undefined && (
            <progress max={next.spend_from} value={Math.min(spent, next.spend_from)} aria-labelledby="way" />
          )}
          <p id="way">
            {next.spend !== undefined &&
              text("next_tier", { tier: next.name, percent: percent(next.rate), sum: money(next.spend, properties.currency) })}{" "}
            {next.friends !== undefined && text("next_friends", { count: next.friends })}
          </p>
        </>
      ) : (
        <p>{text("top_tier")}</p>
      )}
    </section>
  );
}

function Certificates(properties: { certificates: Certificate[] }) {
  const [shown, setShown] = useState<Certificate | null>(null);
  if (properties.certificates.length === 0) return null;
  return (
    <section class="card" aria-labelledby="certificates">
      <h2 id="certificates">{text("certificates")}</h2>
      {properties.certificates.map((each) => (
        <div class="row between" key={each.code}>
          <span>
            {text("certificate", { points: points(each.points), date: day(each.to) })}
            {each.share !== null && <small class="dim"> {text("certificate_share", { percent: percent(each.share) })}</small>}
          </span>
          <Button onClick={() => setShown(each)}>{text("certificate_show")}</Button>
        </div>
      ))}
      {shown && (
        <Dialog title={text("certificates")} onClose={() => setShown(null)}>
          <QrPicture code={shown.qr} label={shown.code} />
          <p class="digits static">{shown.code}</p>
        </Dialog>
      )}
    </section>
  );
}

export function CardView(properties: {
  session: CardSession;
  card: CardData;
  code: LivingCode | null;
  offline: boolean;
  at: string;
  onOrder: () => void;
  onCompany: () => void;
}) {
  const { card, session } = properties;
  return (
    <>
      <section class="card plastic" aria-label={text("tab_card")}>
        <div class="row between">
          <h2 id="name">{card.name}</h2>
          <span class="dim">{card.number}</span>
        </div>
        <p class="balance">
          <strong id="points" data-points={card.points}>
            {points(card.points)}
          </strong>{" "}
          {text("points").toLowerCase()}
        </p>
        <Code card={card} code={properties.code} offline={properties.offline} at={properties.at} />
        {card.expire && (
          <p class="dim" id="expire">
            {text("expire", { date: day(card.expire) })}
          </p>
        )}
      </section>
      {!card.blocked && !properties.offline && (
        <Button id="to-orders" onClick={properties.onOrder}>
          {text("order_open")}
        </Button>
      )}
      {!properties.offline && (
        <Button id="to-company" onClick={properties.onCompany}>
          {text("company_open")}
        </Button>
      )}
      {!card.blocked && !properties.offline && <WalletSection session={session} />}
      <Certificates certificates={card.certificates} />
      <Level card={card} currency={session.currency} />
    </>
  );
}
