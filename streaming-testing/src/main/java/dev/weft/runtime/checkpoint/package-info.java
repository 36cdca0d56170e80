/** What an operator under test has saved. */
package dev.weft.runtime.checkpoint;
