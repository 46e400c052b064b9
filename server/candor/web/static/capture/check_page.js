// The page of the look before the call.
import { BeforehandCheck } from "./check.js";

new BeforehandCheck(document.getElementById("check"));
