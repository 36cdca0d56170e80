/** What sinks and operators may ask of the task that runs them. Imports only util. */
package dev.weft.api.common.operators;
