/** How far elements are from each other, for delta triggers and evictors. Imports the JDK and extractors only. */
package dev.weft.streaming.api.functions.windowing.delta;
