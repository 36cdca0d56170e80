/** Programs that the tests submit, each packed into a jar of its own by {@link dev.weft.it.Jars}. */
package dev.weft.it.programs;
