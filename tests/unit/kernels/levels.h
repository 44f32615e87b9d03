#pragma once
// Every kernel's case runs with and without the machine's wide vectors.

#include "runtime/kernels/vector512.h"

namespace seg::test {

template <typename Case>
void on_each_level(Case test_case) {
#ifdef SEG_VECTOR512
  kernels::allow_vector512(false);
  test_case();
  kernels::allow_vector512(true);
#endif
  test_case();
}

}  // namespace seg::test
