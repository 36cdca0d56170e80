/** What functions that work with time need. Imports nothing. */
package dev.weft.streaming.api;
