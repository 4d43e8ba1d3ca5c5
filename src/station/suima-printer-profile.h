// SPDX-License-Identifier: Apache-2.0
// The printers a station knows: one key file, printers.ini, in the station's folder.
// Within this room only.
#pragma once

#include "suima-printer.h"

#define SUIMA_PRINTERS_FILE "printers.ini"

/** SuimaPrinterMedia: a label size, and how one printer prints on its roll. */
typedef struct
{
  char *template_id;
  SuimaPrinterSetup setup;
} SuimaPrinterMedia;

/** SuimaPrinterProfile: what is remembered of one printer. */
typedef struct _SuimaPrinterProfile
{
  char *name;        /* a person's: `柜台 1` */
  char *destination; /* see suima_printer_new() */
  guint dpi;         /* that it had when it was added or accepted; 0 when it did not say */
  char *model;       /* likewise; "" when it did not say */
  GPtrArray *media;  /* (element-type SuimaPrinterMedia) */
} SuimaPrinterProfile;

/** suima_printer_profile_new: Returns: (transfer full): one without media, of unknown make. */
SuimaPrinterProfile *suima_printer_profile_new (const char *name, const char *destination);
void suima_printer_profile_free (SuimaPrinterProfile *profile);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SuimaPrinterProfile, suima_printer_profile_free)

/** suima_printer_profile_check_name: Errors: INVALID for what is not 1 to 40 characters without
 * controls and `:/\?#[]"'`, with no blank at either end: a name never looks like an address. */
gboolean suima_printer_profile_check_name (const char *name, GError **error);

/** suima_printer_profile_check_setup: Errors: INVALID, naming the key and what it must look like.
 */
gboolean suima_printer_profile_check_setup (const SuimaPrinterSetup *setup, GError **error);

/** suima_printer_profile_find_setup: Returns: (transfer none) (nullable): of the label size. */
const SuimaPrinterSetup *suima_printer_profile_find_setup (const SuimaPrinterProfile *profile,
                                                           const char *template_id);
/** suima_printer_profile_set_setup: Remembers @setup for the label size. */
void suima_printer_profile_set_setup (SuimaPrinterProfile *profile,
                                      const char *template_id,
                                      const SuimaPrinterSetup *setup);

/** suima_printer_dup_printable: @text: (nullable): what a printer says of itself: anything. Returns:
 * (transfer full): its first 200 characters without controls and what is no UTF-8. */
char *suima_printer_dup_printable (const char *text);

/** suima_printer_profile_differs: Returns: whether another print head or another model is there now
 * than was remembered; what either of them does not tell is no difference. */
gboolean suima_printer_profile_differs (const SuimaPrinterProfile *profile,
                                        const SuimaPrinterStatus *status);

/** suima_printer_profile_get_dpi: @profile: (nullable)  @status: (nullable). Returns: the dots per
 * inch to draw with: those the printer tells, else those it had, else those of its destination. */
guint suima_printer_profile_get_dpi (const SuimaPrinterProfile *profile,
                                     const SuimaPrinterStatus *status);

/** suima_printer_profile_attach: Takes @profile; it goes with the printer from now on. */
void suima_printer_profile_attach (SuimaPrinterProfile *profile, SuimaPrinter *printer);
/** suima_printer_profile_of: Returns: (transfer none) (nullable): what was attached. */
const SuimaPrinterProfile *suima_printer_profile_of (SuimaPrinter *printer);

/** suima_tracking_to_word: Returns: (transfer none): `gap`, `mark`, `continuous`. */
const char *suima_tracking_to_word (SuimaTracking tracking);
gboolean suima_tracking_from_word (const char *word, SuimaTracking *ret_tracking);

/**
 * suima_printer_profiles_load:
 * @path: printers.ini; an absent file holds no printers
 *
 * `[printer NAME]` has `destination`, `dpi` and `model`; `[media NAME TEMPLATE]`, for a printer of
 * the file, `tracking`, `gap_mm`, `darkness`, `speed`, `turned`, `offset_x_mm`, `offset_y_mm`. All
 * but the destination may be left out.
 *
 * Returns: (transfer full) (element-type SuimaPrinterProfile): in the order of the file. Errors:
 * INVALID, naming group and key: one that is not known, missing, or of a value that is not allowed;
 * DENIED when it cannot be read.
 */
GPtrArray *suima_printer_profiles_load (const char *path, GError **error);

/** suima_printer_profiles_save: Writes @path whole, past a power cut. Errors: NO_SPACE, DENIED. */
gboolean suima_printer_profiles_save (GPtrArray *profiles, const char *path, GError **error);

/** suima_printer_profiles_steal: Returns: (transfer full) (nullable): the printer that
 * suima_printer_profiles_find() finds; the list has it no more. */
SuimaPrinterProfile *suima_printer_profiles_steal (GPtrArray *profiles, const char *name);

/** suima_printer_profiles_find: Returns: (transfer none) (nullable): the printer called @name, else
 * the first at the destination @name. */
SuimaPrinterProfile *suima_printer_profiles_find (GPtrArray *profiles, const char *name);
