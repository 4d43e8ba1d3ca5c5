// SPDX-License-Identifier: Apache-2.0
#include "suima-report.h"

const char *
suima_report_state_to_code (SuimaReportState state)
{
  static const char *const codes[] = {
    [SUIMA_REPORT_DUE] = "due",
    [SUIMA_REPORT_LATE] = "late",
    [SUIMA_REPORT_DONE] = "reported",
    [SUIMA_REPORT_DONE_LATE] = "reported-late",
    [SUIMA_REPORT_WITHDRAWN] = "withdrawn",
    [SUIMA_REPORT_WITHDRAWN_LATE] = "withdrawn-late",
  };

  return codes[state];
}

void
suima_report_duty_free (SuimaReportDuty *duty)
{
  if (duty == NULL)
    return;
  g_free (duty->product);
  g_free (duty->lot);
  g_free (duty->unit);
  g_free (duty->party);
  g_free (duty->way);
  g_free (duty->late_reason);
  g_free (duty->refusal);
  g_free (duty);
}

SuimaReportState
suima_report_duty_get_state (const SuimaReportDuty *duty, gint64 now_us)
{
  if (duty->withdrawn_us != 0 &&
      (duty->reported_us == 0 || duty->reported_us > duty->withdrawn_us))
    return duty->withdrawn_us > duty->due_us ? SUIMA_REPORT_WITHDRAWN_LATE : SUIMA_REPORT_WITHDRAWN;
  if (duty->reported_us != 0)
    return duty->reported_us > duty->due_us ? SUIMA_REPORT_DONE_LATE : SUIMA_REPORT_DONE;
  return now_us > duty->due_us ? SUIMA_REPORT_LATE : SUIMA_REPORT_DUE;
}

void
suima_day_flow_free (SuimaDayFlow *flow)
{
  if (flow == NULL)
    return;
  g_free (flow->unit);
  g_free (flow);
}
