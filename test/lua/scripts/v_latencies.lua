view_info = {
  id = "latencies",
  name = "Latencies",
  description = "How long calls take.",
  view_type = "spectrogram",
  applies_to = { "evt.type" },
  filter = "evt.dir=<",
  use_defaults = false,
  columns = {
    { name = "NA", field = "evt.latency.quantized", is_key = true },
    { name = "LATENCY", description = "latency", field = "evt.latency.quantized" },
    { name = "COUNT", description = "calls", field = "evt.count", aggregation = "SUM", colsize = 8 },
  },
}
