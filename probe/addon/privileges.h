// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace chisel {

/** Gives up all capabilities, in every thread of the process; false when some thread still has one. */
bool dropCapabilities();

}  // namespace chisel
