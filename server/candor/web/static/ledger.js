// The ledger as a picture: warnings and false alarms by month. The table below says the same to everybody.

function drawLedger(box) {
  const { months, words } = JSON.parse(box.dataset.chart);
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line") }, ticks: { stroke: colour("--line") } };
  const points = { size: 9 };
  const height = 240;
  const chart = new uPlot(
    {
      width: box.clientWidth,
      height,
      padding: [16, 24, 0, 0],
      cursor: { show: false },
      legend: { live: false },
      scales: {
        x: { time: false, range: [-0.5, months.length - 0.5] },
        y: { range: (_, __, most) => [0, Math.max(1, most)] },
      },
      axes: [
        { ...axis, values: (_, places) => places.map((place) => months[place]?.month ?? ""), incrs: [1, 2, 3, 6, 12] },
        { ...axis, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
      ],
      series: [
        {},
        { label: words.warnings, stroke: colour("--accent"), width: 2, points },
        { label: words.false, stroke: colour("--please-check"), width: 2, dash: [6, 4], points },
      ],
    },
    [months.map((_, place) => place), months.map((month) => month.warnings), months.map((month) => month.false)],
    box,
  );
  new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height })).observe(box);
}

for (const box of document.querySelectorAll("[data-chart]")) drawLedger(box);
