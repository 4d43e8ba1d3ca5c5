// SPDX-License-Identifier: Apache-2.0
// What a job says of the roll and of the printing. Within this room only; see suima-printer.h.
#pragma once

#include "suima-queue.h"

/**
 * suima_ipp_media_add:
 * @request: Create-Job
 * @abilities: the printer's job-creation-attributes-supported, media-*-supported,
 *   printer-darkness-configured, print-speed-supported
 *
 * PWG: media-col with the size (named media are substituted by some label printers), tracking and
 * type; darkness and speed as print-darkness and print-speed; each only where the printer lists it.
 * CUPS raster: the size by its name in a PPD, and the options of CUPS's own label drivers; a driver
 * that has no such option passes over it. Label languages say all this themselves.
 * Source: LPrint 1.1 and PAPPL 1.3 for the attributes, sample.drv of CUPS for the options.
 */
void suima_ipp_media_add (ipp_t *request,
                          ipp_t *abilities,
                          SuimaQueueFormat format,
                          const SuimaPrinterJob *job,
                          const SuimaPrinterSetup *setup);

/** suima_ipp_media_is_refused: Returns: whether Create-Job was refused the media, or given other
 * ones. Where something was substituted without being named, it may have been the media. */
gboolean suima_ipp_media_is_refused (ipp_t *answer);
