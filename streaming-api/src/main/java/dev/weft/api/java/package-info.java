/** Makes user functions ready to travel: {@link dev.weft.api.java.ClosureCleaner}. Pure but for the cleaned objects. */
package dev.weft.api.java;
