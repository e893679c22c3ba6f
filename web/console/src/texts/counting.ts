/** What is said while the cloud counts. */
const ru = {
  counting_rows: "Считаем: уже {seconds} с, прочитано строк: {rows}…",
};

const kk: typeof ru = {
  counting_rows: "Есептелуде: {seconds} с өтті, оқылған жол саны: {rows}…",
};

const en: typeof ru = {
  counting_rows: "Counting: {seconds} s so far, {rows} rows read…",
};

export const counting = { ru, kk, en };
