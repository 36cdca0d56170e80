/**
 * Running programs and following jobs: what users hold after a submission, and the seam by which an environment hands
 * a program to whatever runs it. May import the API's packages, never the engine.
 */
package dev.weft.core.execution;
