/** Stability marks of the API. Imports nothing; everybody may import it. */
package dev.weft.annotation;
