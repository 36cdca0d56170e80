/** What functions and connectors can tell the engine about their failures. */
package dev.weft.runtime.execution;
