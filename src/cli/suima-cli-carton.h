// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "suima-cli.h"
#include "suima-station-carton.h"

/** suima_cli_receive_cartons: Returns: the exit code. */
int suima_cli_receive_cartons (SuimaCli *cli, const SuimaCartonReceipt *receipt);
