/**
 * Fixtures for tests of the engine and of the modules around it: loops and clocks that are moved by hand, fakes of the
 * seams.
 */
package dev.weft.engine.testing;
