/**
 * The fault campaign, {@code integration-tests/faults}: one long-lived job on real daemons, whose processes, storage and connections fail one
 * after the other, while every result is checked.
 *
 * <p>{@link dev.weft.it.faults.Main} parses the command line; {@link dev.weft.it.faults.Campaign} runs from start to end;
 * {@link dev.weft.it.faults.Injector} carries out a {@link dev.weft.it.faults.Fault}; {@link dev.weft.it.faults.Results} checks what comes
 * out, with nothing of the engine. Nothing of Weft runs inside this JVM.
 */
package dev.weft.it.faults;
