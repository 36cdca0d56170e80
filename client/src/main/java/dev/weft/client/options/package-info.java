/**
 * Command-line parser: the options of each command, their values, and the error messages for wrong ones.
 *
 * <p>Entry: {@link dev.weft.client.options.RunOptions#parse}. Pure functions of the arguments; a wrong argument is a
 * {@link dev.weft.engine.common.WeftException} whose message is the one line that the user sees. The parser is our own
 * because old scripts need more than a library gives: values stuck to names of several letters, arguments behind the
 * jar that stay untouched, options that are known but refused or ignored by name, and the nearest name to a wrong one
 * (docs/design/006).
 * Imports {@code dev.weft.engine.common} only.
 */
package dev.weft.client.options;
