package dev.weft.engine.common;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a class whose objects are confined to one event loop; the class comment says to which. Such a class is one of two
 * kinds:
 *
 * <ul>
 *   <li>It has its {@link EventLoop}. Then each method that others can call asserts the loop ({@link EventLoop#assertInLoop}),
 *       only enqueues there, or reads nothing that changes.
 *   <li>It is a ledger without a loop: pure bookkeeping. Then only loop-owned classes call it, under the assertion of the
 *       first kind.
 * </ul>
 *
 * <p>OwnershipTest in build-rules checks both in the bytecode, and that no class of the control plane with state that changes
 * lacks this annotation.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface LoopOwned {}
