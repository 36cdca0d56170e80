/**
 * Split enumerators, run beside the JobMaster: each on an event loop of its own, with the user's class loader.
 *
 * <p>Entry: {@link dev.weft.engine.jobmaster.source.SourceCoordinator}. User code of an enumerator runs only on its
 * coordinator's loop and, for {@code callAsync}, on the I/O executor; never on the JobMaster's loop. May import
 * {@code common}, {@code graph} and {@code protocol}; never {@code jobmaster} itself.
 */
package dev.weft.engine.jobmaster.source;
