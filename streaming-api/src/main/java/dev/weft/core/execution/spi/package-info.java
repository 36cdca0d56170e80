/** Where something that runs programs in this process offers itself, found by the service loader. */
package dev.weft.core.execution.spi;
