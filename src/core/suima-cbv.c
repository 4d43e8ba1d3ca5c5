// SPDX-License-Identifier: Apache-2.0
#include "suima-cbv.h"

#include <string.h>

#define SUIMA_CBV_ROOT "https://ref.gs1.org/cbv/"

static const char *const suima_cbv_biz_steps[] = {
  "accepting",
  "arriving",
  "assembling",
  "collecting",
  "commissioning",
  "consigning",
  "creating_class_instance",
  "cycle_counting",
  "decommissioning",
  "departing",
  "destroying",
  "disassembling",
  "dispensing",
  "encoding",
  "entering_exiting",
  "holding",
  "inspecting",
  "installing",
  "killing",
  "loading",
  "other",
  "packing",
  "picking",
  "receiving",
  "removing",
  "repackaging",
  "repairing",
  "replacing",
  "reserving",
  "retail_selling",
  "sampling",
  "sensor_reporting",
  "shipping",
  "staging_outbound",
  "stock_taking",
  "stocking",
  "storing",
  "transporting",
  "unloading",
  "unpacking",
  "void_shipping",
  NULL,
};

static const char *const suima_cbv_dispositions[] = {
  "active",
  "available",
  "completeness_inferred",
  "completeness_verified",
  "conformant",
  "container_closed",
  "container_open",
  "damaged",
  "destroyed",
  "dispensed",
  "disposed",
  "encoded",
  "expired",
  "in_progress",
  "in_transit",
  "inactive",
  "mismatch_class",
  "mismatch_instance",
  "mismatch_quantity",
  "needs_replacement",
  "no_pedigree_match",
  "non_conformant",
  "non_sellable_other",
  "partially_dispensed",
  "recalled",
  "reserved",
  "retail_sold",
  "returned",
  "sellable_accessible",
  "sellable_not_accessible",
  "stolen",
  "unavailable",
  "unknown",
  NULL,
};

static const char *const suima_cbv_transactions[] = {
  "bol",       "cert",   "desadv", "inv",     "pedigree", "po",    "poc",
  "prodorder", "recadv", "rma",    "testprd", "testres",  "upevt", NULL,
};

static const char *const suima_cbv_parties[] = { "owning_party", "possessing_party", "location",
                                                 NULL };

static const char *const suima_cbv_components[] = {
  "x",
  "y",
  "z",
  "axial_distance",
  "azimuth",
  "height",
  "spherical_radius",
  "polar_angle",
  "elevation_angle",
  "easting",
  "northing",
  "latitude",
  "longitude",
  "altitude",
  NULL,
};

static const char *const suima_cbv_measurements[] = {
  "AbsoluteHumidity",
  "AbsorbedDose",
  "AbsorbedDoseRate",
  "Acceleration",
  "Altitude",
  "AmountOfSubstance",
  "AmountOfSubstancePerUnitVolume",
  "Angle",
  "AngularAcceleration",
  "AngularMomentum",
  "AngularVelocity",
  "Area",
  "Capacitance",
  "Conductance",
  "Conductivity",
  "Count",
  "Density",
  "Dimensionless",
  "DoseEquivalent",
  "DoseEquivalentRate",
  "DynamicViscosity",
  "ElectricCharge",
  "ElectricCurrent",
  "ElectricCurrentDensity",
  "ElectricFieldStrength",
  "Energy",
  "Exposure",
  "Force",
  "Frequency",
  "Illuminance",
  "Inductance",
  "Irradiance",
  "KinematicViscosity",
  "Length",
  "LinearMomentum",
  "Luminance",
  "LuminousFlux",
  "LuminousIntensity",
  "MagneticFlux",
  "MagneticFluxDensity",
  "MagneticVectorPotential",
  "Mass",
  "MassConcentration",
  "MassFlowRate",
  "MassPerAreaTime",
  "MemoryCapacity",
  "MolalityOfSolute",
  "MolarEnergy",
  "MolarMass",
  "MolarVolume",
  "Power",
  "Pressure",
  "RadiantFlux",
  "RadiantIntensity",
  "Radioactivity",
  "RelativeHumidity",
  "Resistance",
  "Resistivity",
  "SolidAngle",
  "SpecificVolume",
  "Speed",
  "SurfaceDensity",
  "SurfaceTension",
  "Temperature",
  "Time",
  "Torque",
  "Voltage",
  "Volume",
  "VolumeFlowRate",
  "VolumeFraction",
  "VolumetricFlux",
  "Wavenumber",
  NULL,
};

static const char *const suima_cbv_alerts[] = { "ALARM_CONDITION", "ERROR_CONDITION", NULL };

static const char *const suima_cbv_reasons[] = { "did_not_occur", "incorrect_data", NULL };

static const struct
{
  const char *const *words;
  const char *prefix;
} suima_cbv_lists[] = {
  [SUIMA_CBV_BIZ_STEP] = { suima_cbv_biz_steps, SUIMA_CBV_ROOT "BizStep-" },
  [SUIMA_CBV_DISPOSITION] = { suima_cbv_dispositions, SUIMA_CBV_ROOT "Disp-" },
  [SUIMA_CBV_TRANSACTION] = { suima_cbv_transactions, SUIMA_CBV_ROOT "BTT-" },
  [SUIMA_CBV_PARTY] = { suima_cbv_parties, SUIMA_CBV_ROOT "SDT-" },
  [SUIMA_CBV_COMPONENT] = { suima_cbv_components, SUIMA_CBV_ROOT "Comp-" },
  [SUIMA_CBV_MEASUREMENT] = { suima_cbv_measurements, "https://ref.gs1.org/voc/" },
  [SUIMA_CBV_ALERT] = { suima_cbv_alerts, "https://ref.gs1.org/voc/" },
  [SUIMA_CBV_REASON] = { suima_cbv_reasons, SUIMA_CBV_ROOT "ER-" },
};

gboolean
suima_cbv_has_word (SuimaCbvList list, const char *word)
{
  return g_strv_contains (suima_cbv_lists[list].words, word);
}

const char *
suima_cbv_get_prefix (SuimaCbvList list)
{
  return suima_cbv_lists[list].prefix;
}
