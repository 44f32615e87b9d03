# seg::arrow: Arrow C++ with its CSV, IPC and Parquet readers. An installed Arrow (15 or later, with Parquet) goes first;
# else the libraries and headers inside the pyarrow wheel of SEG_DEPS, whose version is pinned.
include_guard(GLOBAL)
set(SEG_ARROW_WHEEL_VERSION 26.0.1)

add_library(seg_arrow INTERFACE)
add_library(seg::arrow ALIAS seg_arrow)

function(seg_arrow_from_wheel)
  file(GLOB wheel "${SEG_DEPS}/lib/python3*/site-packages/pyarrow")
  if(NOT wheel)
    message(FATAL_ERROR "no installed Arrow and no pyarrow in SEG_DEPS=${SEG_DEPS}: run tools/setup/python.sh, "
                        "or set SEG_DEPS to a Python environment with pyarrow ${SEG_ARROW_WHEEL_VERSION}")
  endif()
  file(STRINGS "${wheel}/include/arrow/util/config.h" line REGEX "define ARROW_VERSION_STRING ")
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" version "${line}")
  if(NOT version VERSION_EQUAL SEG_ARROW_WHEEL_VERSION)
    message(FATAL_ERROR "found pyarrow ${version} in ${wheel}, expected ${SEG_ARROW_WHEEL_VERSION}")
  endif()
  # The wheel has no libarrow.so links, only libraries named by their ABI number: major version, then two digits of the minor.
  string(REGEX REPLACE "^([0-9]+)\\..*" "\\100" abi "${version}")
  foreach(name IN ITEMS arrow parquet)
    add_library(seg_wheel_${name} SHARED IMPORTED GLOBAL)
    set_target_properties(seg_wheel_${name} PROPERTIES
      IMPORTED_LOCATION "${wheel}/lib${name}.so.${abi}" IMPORTED_SONAME "lib${name}.so.${abi}")
    target_link_libraries(seg_arrow INTERFACE seg_wheel_${name})
  endforeach()
  target_include_directories(seg_arrow SYSTEM INTERFACE "${wheel}/include")
  message(STATUS "Arrow ${version} from ${wheel}")
endfunction()

find_package(Arrow QUIET CONFIG)
find_package(Parquet QUIET CONFIG)
if(Arrow_FOUND AND Parquet_FOUND AND Arrow_VERSION VERSION_GREATER_EQUAL 15)
  set_target_properties(Arrow::arrow_shared Parquet::parquet_shared PROPERTIES IMPORTED_GLOBAL TRUE)
  target_link_libraries(seg_arrow INTERFACE Parquet::parquet_shared Arrow::arrow_shared)
  message(STATUS "Arrow ${Arrow_VERSION}, installed")
else()
  seg_arrow_from_wheel()
endif()
